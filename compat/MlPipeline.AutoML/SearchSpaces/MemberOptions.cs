using System.Reflection;
using Microsoft.ML.SearchSpace.Option;

namespace Microsoft.ML.SearchSpace;

/// <summary>Reads the options that attributes of a type's properties and fields describe.</summary>
internal static class MemberOptions
{
    private static readonly Type[] Integers = [typeof(int), typeof(short), typeof(long)];

    private static readonly Type[] Choosable =
    [
        .. Integers,
        typeof(string),
        typeof(float),
        typeof(double),
        typeof(char),
    ];

    public static IEnumerable<(string Name, OptionBase Option)> Of(Type type)
    {
        const BindingFlags Public = BindingFlags.Public | BindingFlags.Instance;
        IEnumerable<(MemberInfo Member, Type Type)> members =
        [
            .. type.GetFields(Public).Select(field => ((MemberInfo)field, field.FieldType)),
            .. type.GetProperties(Public).Select(property => ((MemberInfo)property, property.PropertyType)),
        ];
        foreach ((MemberInfo member, Type memberType) in members)
        {
            Attribute[] attributes =
            [
                .. member
                    .GetCustomAttributes(inherit: false)
                    .OfType<Attribute>()
                    .Where(a =>
                        a is RangeAttribute or ChoiceAttribute or BooleanChoiceAttribute or NestOptionAttribute
                    ),
            ];
            if (attributes.Length > 1)
            {
                throw new ArgumentException(
                    $"{type.Name}.{member.Name} has {attributes.Length} attributes for its search space; give it one."
                );
            }
            if (attributes is [var attribute])
                yield return (member.Name, Option(attribute, $"{type.Name}.{member.Name}", memberType));
        }
    }

    private static OptionBase Option(Attribute attribute, string member, Type type) =>
        attribute switch
        {
            ChoiceAttribute choice when type.IsEnum || Choosable.Contains(type) => new ChoiceOption(
                choice.Candidates,
                choice.DefaultValue
            ),
            BooleanChoiceAttribute choice when type == typeof(bool) => new ChoiceOption(
                [true, false],
                choice.DefaultValue
            ),
            NestOptionAttribute => new SearchSpace(
                Of(type).Select(option => KeyValuePair.Create(option.Name, option.Option))
            ),
            RangeAttribute { Min: int min, Max: int max } range => new UniformIntOption(
                min,
                max,
                range.LogBase,
                (int?)range.Init
            ),
            RangeAttribute { Min: float min, Max: float max } range when !Integers.Contains(type) =>
                new UniformSingleOption(min, max, range.LogBase, (float?)range.Init),
            RangeAttribute { Min: double min, Max: double max } range when !Integers.Contains(type) =>
                new UniformDoubleOption(min, max, range.LogBase, (double?)range.Init),
            _ => throw new ArgumentException(
                $"{attribute.GetType().Name} does not fit {member}, which is {type.Name}."
            ),
        };
}
