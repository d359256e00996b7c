using System.Globalization;
using Microsoft.ML.SearchSpace;
using Microsoft.ML.SearchSpace.Option;

namespace MlPipeline.AutoTune.Parameters;

/// <summary>
/// One parameter of a space, as a coordinate in [0, 1]: a number on its scale, an integer or a choice as one of so many
/// equal parts (on a logarithmic scale, parts of equal ratio).
/// </summary>
internal abstract class SpaceDimension(string name)
{
    /// <summary>The parameter's name; those of nested spaces joined by dots.</summary>
    public string Name => name;

    /// <summary>How many values there are; null for a continuous parameter.</summary>
    public abstract int? Count { get; }

    /// <summary>Whether the values have no order.</summary>
    public virtual bool IsCategorical => false;

    /// <summary>Describes the values.</summary>
    public abstract string Domain { get; }

    /// <summary>The value at a coordinate in [0, 1].</summary>
    public abstract object At(double coordinate);

    /// <summary>One of the values that are counted, in their order.</summary>
    public virtual object ValueAt(int index) =>
        throw new InvalidOperationException($"Parameter '{Name}' is continuous; its values are not counted.");

    /// <summary>The coordinate of a value; for one of so many, the middle of its part.</summary>
    /// <exception cref="ArgumentException">The value is not in the space.</exception>
    public abstract double CoordinateOf(object value);

    /// <summary>A value as ML.NET's parameter.</summary>
    /// <exception cref="ArgumentException">The value is not in the space.</exception>
    public abstract Parameter ToParameter(object value);

    /// <summary>Creates the dimension of an option.</summary>
    /// <exception cref="ArgumentException">The option is of an unknown type.</exception>
    public static SpaceDimension Of(string name, OptionBase option) =>
        option switch
        {
            ChoiceOption choice => new ChoiceDimension(name, choice),
            UniformIntOption whole => new IntegerDimension(name, whole),
            UniformNumericOption number => new NumberDimension(name, number),
            _ => throw new ArgumentException(
                $"Parameter '{name}' is searched by a {option.GetType().Name}; give a choice or a range."
            ),
        };

    /// <summary>A parameter as one of the four kinds of value that studies keep.</summary>
    public static object Plain(Parameter parameter) =>
        parameter.ParameterType switch
        {
            ParameterType.Integer => parameter.AsType<long>(),
            ParameterType.Number => parameter.AsType<double>(),
            ParameterType.Bool => parameter.AsType<bool>(),
            ParameterType.String => parameter.AsType<string>(),
            _ => parameter.ToString(),
        };

    protected ArgumentException Outside(object value) =>
        new(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Parameter '{Name}' is {value}; give one of its space: {Domain}."
            )
        );

    /// <summary>Converts an integer or floating-point number to floating point.</summary>
    protected double Number(object value) =>
        value switch
        {
            long whole => whole,
            double number => number,
            _ => throw Outside(value),
        };
}

/// <summary>One of several values without an order.</summary>
internal sealed class ChoiceDimension : SpaceDimension
{
    private readonly Parameter[] _choices;
    private readonly object[] _values;

    public ChoiceDimension(string name, ChoiceOption option)
        : base(name)
    {
        _choices = option.Choices;
        _values = [.. _choices.Select(Plain)];
        Domain = string.Join(" | ", _values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
    }

    public override int? Count => _choices.Length;

    public override bool IsCategorical => true;

    public override string Domain { get; }

    public override object At(double coordinate) =>
        _values[Math.Min((int)(coordinate * _values.Length), _values.Length - 1)];

    public override object ValueAt(int index) => _values[index];

    public override double CoordinateOf(object value) => (IndexOf(value) + 0.5) / _values.Length;

    public override Parameter ToParameter(object value) => _choices[IndexOf(value)];

    private int IndexOf(object value)
    {
        int index = Array.FindIndex(_values, own => own.Equals(value));
        // 1 and 1.0 are the same choice: JSON does not tell them apart everywhere.
        if (index < 0 && value is long or double)
            index = Array.FindIndex(
                _values,
                own =>
                    own is long or double
                    && Convert.ToDouble(own, CultureInfo.InvariantCulture)
                        == Convert.ToDouble(value, CultureInfo.InvariantCulture)
            );
        return index >= 0 ? index : throw Outside(value);
    }
}

/// <summary>A number of a range, both ends included.</summary>
internal sealed class NumberDimension(string name, UniformNumericOption option) : SpaceDimension(name)
{
    private readonly bool _isSingle = option is UniformSingleOption;

    public override int? Count => null;

    public override string Domain =>
        string.Create(CultureInfo.InvariantCulture, $"{option.Min} to {option.Max}{(option.LogBase ? ", log" : "")}");

    public override object At(double coordinate)
    {
        double value = option.LogBase
            ? option.Min * Math.Pow(option.Max / option.Min, coordinate)
            : option.Min + (option.Max - option.Min) * coordinate;
        value = Math.Clamp(value, option.Min, option.Max);
        // Through its shortest text, as a float is written.
        return _isSingle
            ? double.Parse(((float)value).ToString("R", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture)
            : value;
    }

    public override double CoordinateOf(object value)
    {
        double number = Number(value);
        // A float's shortest text may lie a hair outside the range its ends were given as.
        double slack = _isSingle ? 1e-6 * Math.Max(Math.Abs(option.Min), Math.Abs(option.Max)) : 0;
        if (!(number >= option.Min - slack && number <= option.Max + slack))
            throw Outside(value);
        return Math.Clamp(
            option.LogBase
                ? Math.Log(number / option.Min) / Math.Log(option.Max / option.Min)
                : (number - option.Min) / (option.Max - option.Min),
            0,
            1
        );
    }

    public override Parameter ToParameter(object value)
    {
        _ = CoordinateOf(value);
        return _isSingle ? Parameter.FromFloat((float)Number(value)) : Parameter.FromDouble(Number(value));
    }
}

/// <summary>An integer of a range, both ends included.</summary>
internal sealed class IntegerDimension(string name, UniformIntOption option) : SpaceDimension(name)
{
    private readonly int _least = (int)option.Min;
    private readonly int _most = (int)option.Max;

    public override int? Count => _most - _least + 1;

    public override string Domain =>
        string.Create(CultureInfo.InvariantCulture, $"{_least} to {_most}, whole{(option.LogBase ? ", log" : "")}");

    private double Low => _least - 0.5;

    private double High => _most + 0.5;

    public override object At(double coordinate)
    {
        double value = option.LogBase ? Low * Math.Pow(High / Low, coordinate) : Low + (High - Low) * coordinate;
        return (long)Math.Clamp(Math.Round(value, MidpointRounding.AwayFromZero), _least, _most);
    }

    public override object ValueAt(int index) => (long)_least + index;

    public override double CoordinateOf(object value)
    {
        double number = Number(value);
        if (!(number >= _least && number <= _most) || number != Math.Floor(number))
            throw Outside(value);
        return option.LogBase ? Math.Log(number / Low) / Math.Log(High / Low) : (number - Low) / (High - Low);
    }

    public override Parameter ToParameter(object value)
    {
        _ = CoordinateOf(value);
        return Parameter.FromInt((int)Number(value));
    }
}
